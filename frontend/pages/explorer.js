// Pages of an edition: a figure as PNG, drawn by the visitor's own browser from the SVG.

const SCALE = 2; // sharp on paper and on dense screens

function size(svg) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return { width, height };
}

function draw(image, { width, height }) {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fffdf8";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// The file is read as text and drawn from memory: the size must be stated for a canvas.
async function png(address) {
  const text = await (await fetch(address)).text();
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const box = size(svg);
  svg.setAttribute("width", box.width);
  svg.setAttribute("height", box.height);
  const image = new Image();
  const source = new XMLSerializer().serializeToString(svg);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  return draw(image, box);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function offer(root) {
  for (const link of root.querySelectorAll("a[data-png][hidden]")) {
    link.hidden = false;
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-png]");
  if (!link) return;
  event.preventDefault();
  save(await png(link.href), link.download);
});

document.addEventListener("htmx:afterSwap", (event) => offer(event.target.ownerDocument));
offer(document);
