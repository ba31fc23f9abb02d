// What pages gain from a script: search, the choice of colours, copying, tabs, and contents that follow the scroll. Everything
// else works without it.
(() => {
  "use strict";

  const root = document.documentElement;
  const stored = () => {
    try {
      return localStorage.getItem("jeton-docs-colors");
    } catch {
      return null; // A browser may keep nothing for this site.
    }
  };
  // At once, before anything is painted.
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") root.dataset.colors = chosen;

  function make(name, properties = {}, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }

  function addColors(tools) {
    const isDark = () =>
      root.dataset.colors ? root.dataset.colors === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = make("button", { type: "button", className: "colors" });
    const show = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    };
    button.addEventListener("click", () => {
      root.dataset.colors = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("jeton-docs-colors", root.dataset.colors);
      } catch {
        // Then the choice lasts as long as the page.
      }
      show();
    });
    show();
    tools.append(button);
  }

  function addSearch(tools) {
    const input = make("input", {
      type: "search",
      placeholder: "Search (press /)",
      autocomplete: "off",
      maxLength: 200,
      id: "jeton-search",
    });
    const list = make("ul", { id: "jeton-results", hidden: true });
    const status = make("p", { className: "sr-only" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Pages found");
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-label", "Search the documentation");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    let latest = 0;
    let selected = -1;

    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      selected = -1;
    };
    const select = (index) => {
      const options = [...list.children];
      if (options.length === 0) return;
      selected = (index + options.length) % options.length;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
      options[selected].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[selected].id);
    };
    const show = (results) => {
      list.replaceChildren(
        ...results.map((result, at) => {
          const option = make("li", { id: `jeton-result-${at}` }, result.heading ?? result.title);
          if (result.heading) option.append(make("span", {}, result.title));
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.addEventListener("click", () => location.assign(result.url));
          option.dataset.url = result.url;
          return option;
        }),
      );
      selected = -1;
      list.hidden = results.length === 0;
      input.setAttribute("aria-expanded", String(results.length > 0));
      input.removeAttribute("aria-activedescendant");
      status.textContent = results.length === 0 ? "No page found" : `${results.length} found`;
    };
    input.addEventListener("input", async () => {
      const words = input.value.trim();
      latest += 1;
      const mine = latest;
      if (words === "") {
        status.textContent = "";
        close();
        return;
      }
      try {
        const answer = await fetch(`${tools.dataset.jetonTools}/-/search?q=${encodeURIComponent(words)}`);
        if (mine !== latest) return; // Something else has been typed meanwhile.
        if (!answer.ok) throw new Error(String(answer.status));
        show((await answer.json()).results);
      } catch {
        if (mine !== latest) return;
        close();
        status.textContent = "The search does not answer now";
      }
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        select(event.key === "ArrowDown" ? selected + 1 : selected < 0 ? -1 : selected - 1);
      }
      if (event.key === "Enter" && list.children.length > 0 && !list.hidden) {
        event.preventDefault();
        location.assign(list.children[Math.max(selected, 0)].dataset.url);
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("blur", close);
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.focus();
    });
    const search = make("div", { className: "search" }, input, list, status);
    search.setAttribute("role", "search");
    tools.append(search);
  }

  function addCopy(pre) {
    const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const text = pre.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied";
      }
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    const frame = make("div", { className: "code-frame" });
    pre.replaceWith(frame);
    frame.append(pre, button);
  }

  function makeTabs(group, number) {
    const panels = [...group.querySelectorAll(":scope > .tab")];
    if (panels.length < 2) return;
    const list = make("div", { className: "tab-list" });
    list.setAttribute("role", "tablist");
    const buttons = panels.map((panel, at) => {
      const title = panel.querySelector(":scope > .tab-title");
      const button = make("button", { type: "button", id: `jeton-tab-${number}-${at}`, textContent: title.textContent });
      title.hidden = true;
      panel.id = `jeton-panel-${number}-${at}`;
      panel.setAttribute("role", "tabpanel");
      panel.removeAttribute("aria-label");
      panel.setAttribute("aria-labelledby", button.id);
      panel.tabIndex = 0;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      return button;
    });
    const open = (index) => {
      panels.forEach((panel, at) => {
        panel.hidden = at !== index;
        buttons[at].setAttribute("aria-selected", String(at === index));
        buttons[at].tabIndex = at === index ? 0 : -1;
      });
    };
    buttons.forEach((button, at) => {
      button.addEventListener("click", () => open(at));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step === undefined) return;
        const next = (at + step + buttons.length) % buttons.length;
        open(next);
        buttons[next].focus();
      });
    });
    list.append(...buttons);
    group.prepend(list);
    open(0);
    // On paper all of them are wanted.
    addEventListener("beforeprint", () => panels.forEach((panel) => (panel.hidden = false)));
    addEventListener("afterprint", () => open(buttons.findIndex((button) => button.tabIndex === 0)));
  }

  function followScroll(contents) {
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const update = () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
      const current = passed.at(-1)?.id;
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    let waiting = false;
    addEventListener(
      "scroll",
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          update();
        });
      },
      { passive: true },
    );
    update();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector("[data-jeton-tools]");
    if (tools) {
      addSearch(tools);
      addColors(tools);
    }
    if (navigator.clipboard) document.querySelectorAll("main pre").forEach(addCopy);
    document.querySelectorAll("[data-jeton-tabs]").forEach(makeTabs);
    const contents = document.querySelector(".contents");
    if (contents) followScroll(contents);
    // Inside of the navigation alone: on a small screen it is below the text.
    const pages = document.querySelector(".pages");
    const current = pages?.querySelector('[aria-current="page"]');
    if (current && pages.scrollHeight > pages.clientHeight) pages.scrollTop = current.offsetTop - pages.clientHeight / 2;
  });
})();
