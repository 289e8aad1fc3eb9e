(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const items = [...document.querySelectorAll("main li")];
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const search = make("input", { type: "search", placeholder: "Find in calls" });
  search.setAttribute("aria-label", "Find in calls");
  const failed = make("input", { type: "checkbox" });
  const label = make("label");
  label.append(failed, " failed only");
  const found = make("span");
  found.setAttribute("role", "status");
  const show = () => {
    const words = search.value.toLowerCase();
    let count = 0;
    for (const item of items) {
      const is = (!failed.checked || item.className === "bad") && item.textContent.toLowerCase().includes(words);
      item.hidden = !is;
      count += is;
    }
    found.textContent = words || failed.checked ? `${count} of ${items.length}` : "";
  };
  search.addEventListener("input", show);
  failed.addEventListener("change", show);
  tools.append(search);
  if (items.some(item => item.className === "bad")) tools.append(label);
  for (const [text, open] of [["Open all", true], ["Close all", false]]) {
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", () => items.forEach(item => (item.firstElementChild.open = open)));
    tools.append(button);
  }
  tools.append(found);
  tools.hidden = false;
  // An arrow of the diagram leads to its call.
  const reveal = () => {
    const item = document.getElementById(location.hash.slice(1));
    if (!items.includes(item)) return;
    item.hidden = false;
    item.firstElementChild.open = true;
    item.firstElementChild.firstElementChild.focus();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
