// Every form and every request of a page says for which member the page was made, so that the server can ask before it
// writes elsewhere. The member is read from this page, never from a place that tabs share.
(() => {
  const member = () => document.querySelector("[data-member-on-screen]")?.dataset.memberOnScreen;
  const header = "X-Member-On-Screen";

  // Forms that are sent, and those that scripts read.
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.method === "post" && member()) formData.set("member_on_screen", member());
  });

  window.jQuery?.(document).ajaxSend((event, request) => {
    if (member()) request.setRequestHeader(header, member());
  });

  const fetchIt = window.fetch;
  window.fetch = (resource, options = {}) => {
    const url = new URL(resource.url ?? resource, location.href);
    if (!member() || url.origin !== location.origin) return fetchIt(resource, options);
    const headers = new Headers(options.headers ?? resource.headers);
    headers.set(header, member());
    return fetchIt(resource, { ...options, headers });
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-go-back]") || history.length < 2) return;
    event.preventDefault();
    history.back(); // where the form still has what was typed
  });

  // The switcher closes like any menu.
  const close = (focus) => {
    const open = document.querySelector("[data-on-screen-switcher][open]");
    if (!open) return;
    open.open = false;
    if (focus) open.querySelector("summary").focus();
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !event.target.closest?.("[data-on-screen-switcher]")) return;
      event.stopPropagation(); // on a phone Wagtail's menu would take the focus
      close(true);
    },
    true,
  );
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-on-screen-switcher]")) close(false);
  });
})();
