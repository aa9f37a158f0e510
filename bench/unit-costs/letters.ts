const A = 'a'.charCodeAt(0);
const ID_LETTERS = 16;

/** A number as the letters of an id, which have no digit beyond 7. */
export function idLetters(index: number): string {
  const letters = [...String(index)].map((digit) => String.fromCharCode(A + Number(digit)));
  return letters.join('').padStart(ID_LETTERS, 'z');
}
