// What a page showed as saved, and when: seen from inside the page in every frame that is drawn, and told to the driver
// at once, which outlives the browser.

/** Has every page of a browser context tell `hear({ state, path, answers })` whenever what is shown has changed. */
export async function watchSaving(context, hear) {
  await context.exposeBinding("heardSaving", (_, told) => hear(told));
  await context.addInitScript(watchInPage);
}

/** In the page: what its save line says, and, by name, what its controls hold. */
function watchInPage() {
  window.answersShown = () => {
    const answers = {};
    for (const control of document.querySelectorAll("main :is(input, select, textarea):not([type=file], #declaration)")) {
      const choice = ["radio", "checkbox"].includes(control.type);
      if (!choice) answers[control.id] = control.value;
      else if (control.checked) answers[control.name] = control.nextElementSibling.textContent;
    }
    return answers;
  };
  let last = "";
  const look = () => {
    const state = document.querySelector(".save-state")?.dataset.state ?? "none";
    // What is not called saved may change with every key; then only the state is told.
    const told = { state, path: location.pathname, answers: state === "saved" ? window.answersShown() : {} };
    const text = JSON.stringify(told);
    if (text !== last) window.heardSaving(told);
    last = text;
    requestAnimationFrame(look);
  };
  if (window === window.top) requestAnimationFrame(look);
}
