/** What the library leaves out for people who use a keyboard or a screen reader. */
const mends: Record<string, (element: Element) => void> = {
  // A link inside a button is two things in one place; the button opens the operation and sets the address.
  '.opblock-summary-control a[href]': (link) => link.removeAttribute('href'),
  '.opblock-tag': (heading) => setOnce(heading, 'aria-level', '2'),
  '.examples-select-element': (select) => setOnce(select, 'aria-label', 'Example'),
  '.content-type': (select) => setOnce(select, 'aria-label', 'Media type'),
  'input.operation-filter-input': (input) => setOnce(input, 'aria-label', 'Filter by tag'),
  '.information-container': (part) => nameLandmark(part, 'region', 'About this API'),
  '.filter-container': (part) => nameLandmark(part, 'search', 'Operations'),
  '.models h4': (heading) => setOnce(heading, 'aria-level', '2'),
  '.opblock-section-header h4': (heading) => setOnce(heading, 'aria-level', '3'),
  '.opblock h5': (heading) => setOnce(heading, 'aria-level', '4'),
  // A table is no region, and there are as many as open operations.
  '.responses-table[role=region]': (table) => table.removeAttribute('role'),
  'pre:not([tabindex])': (code) => setOnce(code, 'tabindex', '0'),
}

function setOnce(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

function nameLandmark(element: Element, role: string, name: string): void {
  setOnce(element, 'role', role)
  setOnce(element, 'aria-label', name)
}

export function mendAccessibility(root: Element): void {
  const mend = () => {
    for (const [selector, apply] of Object.entries(mends)) root.querySelectorAll(selector).forEach(apply)
  }
  new MutationObserver(mend).observe(root, { subtree: true, childList: true, attributeFilter: ['href'] })
}
