/* The ChosenMembers widget: opens Wagtail's chooser and adds what was chosen as ticked checkboxes.

   While the chooser is open, what was ticked stays above the results: Wagtail forgets it with the next search. */
(() => {
  const find = (element, id) => element.querySelector(`input[value="${CSS.escape(id)}"]`);

  const tickedRow = (name, id, title) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: id, checked: true });
    const label = document.createElement("label");
    label.append(box, title);
    const row = document.createElement("li");
    row.append(label);
    return row;
  };

  const remember = (form, name) => {
    const kept = Object.assign(document.createElement("ul"), { className: "chosen-members__list", ariaLabel: name });
    form.prepend(kept);
    form.addEventListener("change", ({ target: box }) => {
      if (!box.checked || kept.contains(box)) {
        find(kept, box.value)?.closest("li").remove();
        const result = find(form, box.value);
        if (result) result.checked = false;
      } else if (!find(kept, box.value)) {
        const row = tickedRow("id", box.value, form.querySelector(`label[for="${box.id}"]`).textContent);
        row.querySelector("input").dataset.multipleChoiceSelect = ""; // so that Wagtail's button counts it
        kept.append(row);
      }
    });
    new MutationObserver(() => {
      for (const { value } of kept.querySelectorAll("input")) {
        const result = form.querySelector(`td input[value="${CSS.escape(value)}"]`);
        if (result) result.checked = true;
      }
    }).observe(form, { childList: true, subtree: true });
  };

  const add = (widget, members) => {
    const list = widget.querySelector("ul");
    for (const { id, title } of members) {
      const known = find(list, id);
      if (known) known.checked = true;
      else list.append(tickedRow(widget.dataset.chosenMembers, id, title));
    }
    const said = widget.querySelector("[role=status]");
    said.textContent = `${said.dataset.added} ${members.map(({ title }) => title).join(", ")}`;
    widget.dispatchEvent(new Event("change", { bubbles: true })); // the editor notices that the form has changed
  };

  document.addEventListener("click", (event) => {
    const widget = event.target.closest("[data-chosen-members] button")?.parentElement;
    if (!widget) return;
    const handlers = window.CHOOSER_MODAL_ONLOAD_HANDLERS;
    const choose = (modal, data) => {
      handlers.choose(modal, data);
      remember(modal.body[0].querySelector("[data-multiple-choice-form]"), widget.dataset.kept);
    };
    window.ModalWorkflow({
      url: widget.dataset.chooserUrl,
      urlParams: { multiple: 1 },
      onload: { ...handlers, choose },
      responses: { chosen: (members) => add(widget, members) },
    });
  });
})();
