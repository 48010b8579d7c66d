// The country under the pointer or the focus is named beside the map.

function follow(frame) {
  const tip = frame.querySelector(".map-tip");
  const say = (event) => {
    const country = event.target.closest("[data-tip]");
    tip.hidden = !country;
    if (country) tip.textContent = country.dataset.tip;
  };
  frame.addEventListener("pointerover", say);
  frame.addEventListener("focusin", say);
  frame.addEventListener("pointerleave", say);
  frame.addEventListener("focusout", say);
}

export function enhanceMaps(root) {
  for (const frame of root.querySelectorAll(".map-frame")) follow(frame);
}
