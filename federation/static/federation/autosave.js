// Who presses «Pubblica» while Wagtail saves the draft by itself waits for the answer: sent at the same time, the form
// of a new page would make a second one, and be refused because its address is taken by the first.
(() => {
  let saving = 0; // the number of the saving that is under way; 0: none
  let count = 0;
  let held = null;

  // Only now the form knows the address of the page that was made.
  const goOn = () => {
    saving = 0;
    if (!held) return;
    const { form, button } = held;
    held = null;
    const pressed = button?.disabled; // so that it is pressed once; but what is disabled is not sent
    if (button) button.disabled = false;
    form.requestSubmit(button);
    if (button) button.disabled = pressed;
  };

  const fetchIt = window.fetch;
  window.fetch = (resource, options = {}) => {
    const answer = fetchIt(resource, options);
    const form = document.querySelector("form[data-edit-form]");
    if (options.body instanceof FormData && form && resource === form.action) {
      const mine = (saving = ++count);
      // Wagtail tells of a success with the next picture, and a tab in the background draws none.
      const anyway = () => setTimeout(() => saving === mine && goOn(), 2000);
      answer.then(anyway, anyway);
    }
    return answer;
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!saving || !event.target.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // «Salva bozza», which Enter presses, too, has no name; it does not take the place of what has one.
      if (!held?.button?.name) held = { form: event.target, button: event.submitter };
    },
    true,
  );

  document.addEventListener("w-autosave:success", goOn);
  document.addEventListener("w-autosave:error", ({ detail }) => {
    if (held && ["invalid_revision", "locked"].includes(detail.type)) {
      // Somebody else was quicker: Wagtail says so, and the person decides.
      held.button?.setAttribute("data-w-progress-loading-value", "false");
      held = null;
    }
    goOn();
  });
})();
