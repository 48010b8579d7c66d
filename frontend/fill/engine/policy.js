// Our pages allow no style and no handler written in the page, only those set by a script of ours. The
// engine copies elements with the style it gave them: it is put aside while they are copied, then given
// again by script. It also writes one handler, which `answer.js` does instead.

const ASIDE = "data-kept-style";
const STYLE_IN_TAG = /(<[a-zA-Z][^<>]*?) style=("[^"]*")/g;

function everyOne(root, selector) {
  const inside = root.querySelectorAll?.(selector) ?? [];
  return root.matches?.(selector) ? [root, ...inside] : [...inside];
}

function putAside(root) {
  for (const element of everyOne(root, "[style]")) {
    set.call(element, ASIDE, element.style.cssText);
    element.removeAttribute("style");
  }
}

function giveAgain(root) {
  for (const element of everyOne(root, `[${ASIDE}]`)) {
    const text = element.getAttribute(ASIDE);
    if (text) element.style.cssText = text;
    element.removeAttribute(ASIDE);
  }
  return root;
}

const set = Element.prototype.setAttribute;
Element.prototype.setAttribute = function setAttribute(name, value) {
  if (name !== "style") set.call(this, name, value);
  else if (value) this.style.cssText = value;
};

const read = Range.prototype.createContextualFragment;
Range.prototype.createContextualFragment = function createContextualFragment(text) {
  return giveAgain(read.call(this, text.replace(STYLE_IN_TAG, `$1 ${ASIDE}=$2`)));
};

const copy = Node.prototype.cloneNode;
Node.prototype.cloneNode = function cloneNode(deep) {
  putAside(this);
  const twin = copy.call(this, deep);
  giveAgain(this);
  return giveAgain(twin);
};

// A library of the engine looks at how the browser reports broken XML: with a style of its own.
const parse = DOMParser.prototype.parseFromString;
const XHTML = "http://www.w3.org/1999/xhtml";
DOMParser.prototype.parseFromString = function parseFromString(text, type) {
  if (text === "<invalid") return document.implementation.createDocument(XHTML, "parsererror");
  return parse.call(this, text, type);
};

export function withoutHandlers(wrapped) {
  const attr = wrapped.attr.bind(wrapped);
  return (...given) => (given[0] === "onsubmit" ? wrapped : attr(...given));
}
