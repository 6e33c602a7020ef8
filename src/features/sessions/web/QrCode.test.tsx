import { decodeQR } from 'qr/decode.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { QrCode } from './QrCode.tsx';

const pixelsPerModule = 4;

/** What a camera reads from it, drawn as the browser would. */
function readBack(markup: string): string {
  const modules = Number(/viewBox="0 0 (\d+) /.exec(markup)?.[1]);
  const size = modules * pixelsPerModule;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y] of markup.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < pixelsPerModule; row++) {
      for (let column = 0; column < pixelsPerModule; column++) {
        const pixel = (Number(y) * pixelsPerModule + row) * size + Number(x) * pixelsPerModule + column;
        data.fill(0, pixel * 4, pixel * 4 + 3);
      }
    }
  }
  return decodeQR({ width: size, height: size, data });
}

test('a camera reads the address of a session from its code', () => {
  for (const address of ['https://academy.example/j/427913', 'http://192.168.1.20:3000/j/000001']) {
    expect(readBack(renderToStaticMarkup(<QrCode text={address} label="To the session" />))).toBe(address);
  }
});
