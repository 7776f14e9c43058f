/** The sound of an alarm: three short tones, made on the spot. */

const TONES_HZ = [880, 660, 880] as const;
const TONE_S = 0.16;
const PAUSE_S = 0.06;
const LOUDNESS = 0.25;
const FADE_S = 0.015;

let context: AudioContext | undefined;

/** False where the browser does not let this page make a sound yet. */
export async function playAlarm(): Promise<boolean> {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  // Without a click or a key it never resolves.
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
  if (context.state !== 'running') return false;
  const made = context;
  TONES_HZ.forEach((frequency, index) => {
    const from = Math.max(currentTime, made.currentTime) + index * (TONE_S + PAUSE_S);
    const tone = made.createOscillator();
    const volume = made.createGain();
    tone.frequency.value = frequency;
    // Without a ramp at both ends it would click.
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + FADE_S);
    volume.gain.setValueAtTime(LOUDNESS, from + TONE_S - FADE_S);
    volume.gain.linearRampToValueAtTime(0, from + TONE_S);
    tone.connect(volume).connect(destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  });
  return true;
}
