// A picture of what is on the glass, for staff: the page's own elements, drawn into a canvas by the browser. Needs no
// camera and no leave of anybody; where a browser cannot draw it, there is none, and the console shows its drawing.

const WIDTH = 960;
const QUALITY = 0.8;

/** Takes the picture and hands it to the server. */
export async function sendPicture() {
  try {
    const picture = await drawn();
    await fetch("/api/v1/device/picture", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "image/jpeg" },
      body: picture,
    });
  } catch (error) {
    console.info("no picture could be taken:", error);
  }
}

async function drawn() {
  const { innerWidth: width, innerHeight: height } = window;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await page(width, height))}`;
  await image.decode();
  const scale = WIDTH / width;
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: Math.round(height * scale) });
  const glass = canvas.getContext("2d");
  glass.scale(scale, scale);
  glass.drawImage(image, 0, 0, width, height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Error("the canvas gives no picture");
  return blob;
}

/** The page as an SVG, with its styles and fonts in it: an image reads nothing from elsewhere. */
async function page(width, height) {
  const root = document.documentElement.cloneNode(true);
  for (const part of root.querySelectorAll("script, link, meta, template")) part.remove();
  const style = document.createElement("style");
  style.textContent = await styles();
  root.querySelector("head").append(style);
  const source = new XMLSerializer().serializeToString(root);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${source}</foreignObject></svg>`;
}

async function styles() {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  const texts = await Promise.all(sheets.map(async ({ href }) => inlined(await (await fetch(href)).text(), href)));
  return texts.join("\n");
}

async function inlined(css, base) {
  const addresses = [...new Set([...css.matchAll(/url\(["']?(?!data:)([^"')]+)["']?\)/g)].map(([, address]) => address))];
  const files = await Promise.all(addresses.map((address) => asData(new URL(address, base))));
  return addresses.reduce((text, address, place) => text.split(address).join(files[place]), css);
}

async function asData(address) {
  const blob = await (await fetch(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
