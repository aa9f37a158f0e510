/** Two notes a fourth apart, like a spoon on a cup. */
const NOTES = [
  { frequencyHz: 784, atSeconds: 0 },
  { frequencyHz: 1_047, atSeconds: 0.11 },
] as const;
const NOTE_SECONDS = 0.45;
const LOUDNESS = 0.12;

/** A short sound, made when it is needed. Until somebody has touched the page browsers keep it silent. */
export class Chime {
  #context: AudioContext | null = null;

  ring(): void {
    this.#context ??= new AudioContext();
    const context = this.#context;
    context.resume().catch(() => {});
    for (const { frequencyHz, atSeconds } of NOTES) {
      playNote(context, frequencyHz, context.currentTime + atSeconds);
    }
  }
}

function playNote(context: AudioContext, frequencyHz: number, atSeconds: number): void {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, atSeconds);
  gain.gain.linearRampToValueAtTime(LOUDNESS, atSeconds + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, atSeconds + NOTE_SECONDS);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = frequencyHz;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(atSeconds);
  oscillator.stop(atSeconds + NOTE_SECONDS);
}
