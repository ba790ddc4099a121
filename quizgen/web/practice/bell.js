/* A short sound, made by the browser itself, where it lets a page sound. */
var Quizgen = Quizgen || {};

Quizgen.bell = (function () {
  "use strict";

  const TONES = [0, 0.35, 0.7], LENGTH = 0.25, PITCH = 880, LOUD = 0.4;
  /** @type {AudioContext | null} */
  let context = null;

  /** To be called at a key or a press: a browser lets a page sound only from then on. @type {() => void} */
  function ready() {
    try {
      context = context || new AudioContext();
      if (context.state === "suspended") { context.resume().catch(() => {}); }
    } catch (_error) { context = null; }
  }

  /** Three short tones; nothing where there is no sound. @type {() => void} */
  function ring() {
    const there = context;
    if (!there || there.state !== "running") { return; }
    TONES.forEach((at) => {
      const tone = there.createOscillator(), volume = there.createGain(), from = there.currentTime + at;
      tone.frequency.value = PITCH;
      volume.gain.setValueAtTime(LOUD, from);
      volume.gain.linearRampToValueAtTime(0, from + LENGTH);
      tone.connect(volume).connect(there.destination);
      tone.start(from);
      tone.stop(from + LENGTH);
    });
  }

  return { ready: ready, ring: ring };
})();
