/** What the icon of the tab says. */
export type Mark = 'none' | 'unread' | 'personal';

/** The icon is drawn on a field this wide. Browsers make it smaller themselves. */
const SIZE_PX = 64;

/** A dot is enough to say that something waits. What is meant for this person alone is larger and has a number. */
const DOTS = {
  unread: { radiusPx: 13, colour: '#e0a03c' },
  personal: { radiusPx: 21, colour: '#c2402a' },
} as const;

/** Puts marks on the icon of the tab. */
export class Favicon {
  readonly #link =
    document.querySelector<HTMLLinkElement>('link[rel=icon]') ?? document.createElement('link');
  readonly #plain = this.#link.href;
  #shown = '';

  async show(mark: Mark, count: string): Promise<void> {
    const wanted = mark === 'none' ? '' : `${mark} ${mark === 'personal' ? count : ''}`;
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    // Without a network the icon itself may be missing, and stays as it is.
    const href = mark === 'none' ? this.#plain : await this.#drawn(mark, count).catch(() => this.#plain);
    // Meanwhile something else may be wanted.
    if (wanted === this.#shown) this.#link.href = href;
  }

  async #drawn(mark: keyof typeof DOTS, count: string): Promise<string> {
    const canvas = document.createElement('canvas');
    canvas.width = SIZE_PX;
    canvas.height = SIZE_PX;
    const context = canvas.getContext('2d');
    if (!context) return this.#plain;
    context.drawImage(await loaded(this.#plain), 0, 0, SIZE_PX, SIZE_PX);
    drawDot(context, DOTS[mark]);
    if (mark === 'personal') drawCount(context, count);
    return canvas.toDataURL('image/png');
  }
}

async function loaded(src: string): Promise<HTMLImageElement> {
  const image = new Image(SIZE_PX, SIZE_PX);
  image.src = src;
  await image.decode();
  return image;
}

/** In the corner below, with a rim that parts it from the icon. */
function drawDot(context: CanvasRenderingContext2D, { radiusPx, colour }: (typeof DOTS)[keyof typeof DOTS]) {
  const centre = SIZE_PX - radiusPx;
  context.beginPath();
  context.arc(centre, centre, radiusPx, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 4;
  context.strokeStyle = '#fdf8ec';
  context.arc(centre, centre, radiusPx - 2, 0, 2 * Math.PI);
  context.stroke();
}

function drawCount(context: CanvasRenderingContext2D, count: string): void {
  const centre = SIZE_PX - DOTS.personal.radiusPx;
  context.fillStyle = '#ffffff';
  context.font = '700 26px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(count.length > 1 ? '9+' : count, centre, centre + 2, 2 * DOTS.personal.radiusPx - 8);
}
