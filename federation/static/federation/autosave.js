// Who presses «Pubblica» while Wagtail saves the draft by itself waits for the answer: sent at the same time, the form
// of a new page would make a second one, and be refused because its address is taken by the first.
(() => {
  let saving = false;
  let held = null;

  const fetchIt = window.fetch;
  window.fetch = (resource, options = {}) => {
    const form = document.querySelector("form[data-edit-form]");
    if (options.body instanceof FormData && form && resource === form.action) saving = true;
    return fetchIt(resource, options);
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!saving || !event.target.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      held ??= { form: event.target, button: event.submitter };
    },
    true,
  );

  // Only now the form knows the address of the page that was made.
  const goOn = () => {
    saving = false;
    if (!held) return;
    const { form, button } = held;
    held = null;
    if (button) button.disabled = false; // it was, to be pressed once; what is disabled is not sent
    form.requestSubmit(button);
  };
  document.addEventListener("w-autosave:success", goOn);
  document.addEventListener("w-autosave:error", goOn);
})();
