// Reads a page's figures out, where the browser has a voice for it.

const speech = globalThis.speechSynthesis;

const voice = () => speech?.getVoices().find(({ lang }) => /^zh([-_](CN|Hans))?/i.test(lang));

/** Shows the buttons where there is a voice, now or once the browser has found its voices. */
export function offerVoice() {
  const show = () => {
    const isThere = Boolean(voice());
    for (const button of document.querySelectorAll("[data-voice]")) button.hidden = !isThere;
  };
  show();
  speech?.addEventListener?.("voiceschanged", show);
  document.addEventListener("kiosk:page", show);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-voice]")) readOut();
    else if (event.target.closest?.("a")) silence();
  });
}

export function silence() {
  speech?.cancel();
}

function readOut() {
  if (speech.speaking) return silence();
  const words = new SpeechSynthesisUtterance(document.querySelector("main").dataset.said);
  words.voice = voice();
  words.lang = "zh-CN";
  words.rate = 0.95;
  speech.speak(words);
}
