// The country under the pointer or the focus is named beside the map.

function follow(frame) {
  const tip = frame.querySelector(".map-tip");
  const words = new Map();
  // The browser's own tooltip comes late and never on focus: ours takes its words over.
  for (const title of frame.querySelectorAll("title")) {
    words.set(title.parentNode, title.textContent);
    title.remove();
  }
  const say = ({ target }) => {
    const place = target.closest("a, g");
    tip.hidden = !words.has(place);
    tip.textContent = words.get(place) ?? "";
  };
  const hide = () => {
    tip.hidden = true;
  };
  frame.addEventListener("pointerover", say);
  frame.addEventListener("focusin", say);
  frame.addEventListener("pointerleave", hide);
  frame.addEventListener("focusout", hide);
}

export function enhanceMaps(root) {
  for (const frame of root.querySelectorAll(".map-frame")) follow(frame);
}
