// Our pages allow no style and no handler written in the page. The engine needs neither, but leaves the
// empty `style` of what it showed and hid on what it copies, and writes one handler that `answer.js` does.

const read = Range.prototype.createContextualFragment;
Range.prototype.createContextualFragment = function createContextualFragment(text) {
  return read.call(this, text.replaceAll(' style=""', ""));
};

const copy = Node.prototype.cloneNode;
Node.prototype.cloneNode = function cloneNode(deep) {
  for (const element of this.querySelectorAll?.('[style=""]') ?? []) element.removeAttribute("style");
  return copy.call(this, deep);
};

const set = Element.prototype.setAttribute;
Element.prototype.setAttribute = function setAttribute(name, value) {
  if (name !== "style" || value !== "") set.call(this, name, value);
};

export function withoutHandlers(wrapped) {
  const attr = wrapped.attr.bind(wrapped);
  return (...given) => (given[0] === "onsubmit" ? wrapped : attr(...given));
}
