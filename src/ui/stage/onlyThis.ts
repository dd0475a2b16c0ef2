/** Everything of the page but this element is out of reach, for keys and for screen readers; undone by the result. */
export function onlyThis(element: Element): () => void {
  const put: HTMLElement[] = [];
  for (let own = element; own !== document.body && own.parentElement; own = own.parentElement) {
    for (const other of own.parentElement.children) {
      if (other === own || !(other instanceof HTMLElement) || other.inert) continue;
      other.inert = true;
      put.push(other);
    }
  }
  return () => put.forEach((each) => (each.inert = false));
}
