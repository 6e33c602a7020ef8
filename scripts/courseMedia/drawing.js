/* The film of lesson 1, drawn by the time alone: `draw(context, seconds)`. Runs in a page. */
const ink = '#1b1a17';
const muted = '#5e5a52';
const accent = '#1f4fd8';
const soft = '#e6ecfd';
const line = '#8a857a';
const paper = '#f7f6f3';

const steps = [
  {
    said: 'The boiler is',
    next: [
      ['broken', 0.41],
      ['leaking', 0.22],
      ['old', 0.09],
    ],
    picked: 0,
  },
  {
    said: 'The boiler is broken',
    next: [
      ['and', 0.34],
      ['.', 0.31],
      ['again', 0.12],
    ],
    picked: 0,
  },
  {
    said: 'The boiler is broken and',
    next: [
      ['the', 0.48],
      ['it', 0.17],
      ['needs', 0.11],
    ],
    picked: 0,
  },
  {
    said: 'The boiler is broken and the',
    next: [
      ['flat', 0.36],
      ['tenant', 0.28],
      ['water', 0.1],
    ],
    picked: 1,
  },
];
const last = 'The boiler is broken and the tenant …';

/** Seconds: a title, four rounds, and the end. */
export const timing = { title: 4, round: 6, end: 4 };
export const lengthSeconds = timing.title + steps.length * timing.round + timing.end;

const ease = (share) => (share <= 0 ? 0 : share >= 1 ? 1 : share * share * (3 - 2 * share));
const between = (seconds, from, to) => ease((seconds - from) / (to - from));

export function draw(context, seconds) {
  context.fillStyle = paper;
  context.fillRect(0, 0, 960, 540);
  context.textBaseline = 'alphabetic';
  const inRounds = seconds - timing.title;
  const round = Math.floor(inRounds / timing.round);
  if (inRounds < 0) title(context, seconds);
  else if (round >= steps.length) end(context, inRounds - steps.length * timing.round);
  else step(context, steps[round], inRounds - round * timing.round, round);
}

function words(context, text, x, y, { size = 26, colour = ink, weight = 400, align = 'left' } = {}) {
  context.font = `${weight} ${size}px "DejaVu Sans", "Liberation Sans", Arial, sans-serif`;
  context.fillStyle = colour;
  context.textAlign = align;
  context.fillText(text, x, y);
}

function box(context, x, y, width, height, { stroke = line, fill = '#ffffff', thick = 2 } = {}) {
  context.beginPath();
  context.roundRect(x, y, width, height, 10);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = thick;
  context.strokeStyle = stroke;
  context.stroke();
}

function arrow(context, fromX, fromY, toX, toY, share) {
  if (share <= 0) return;
  const x = fromX + (toX - fromX) * share;
  const y = fromY + (toY - fromY) * share;
  const angle = Math.atan2(toY - fromY, toX - fromX);
  context.strokeStyle = accent;
  context.fillStyle = accent;
  context.lineWidth = 4;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(x, y);
  context.stroke();
  context.beginPath();
  context.moveTo(x + 10 * Math.cos(angle), y + 10 * Math.sin(angle));
  context.lineTo(x + 10 * Math.cos(angle + 2.4), y + 10 * Math.sin(angle + 2.4));
  context.lineTo(x + 10 * Math.cos(angle - 2.4), y + 10 * Math.sin(angle - 2.4));
  context.fill();
}

function title(context, seconds) {
  context.globalAlpha = between(seconds, 0, 0.6);
  words(context, 'One token at a time', 480, 250, { size: 54, weight: 700, align: 'center' });
  words(context, 'How a language model writes a sentence', 480, 310, { colour: muted, align: 'center' });
  context.globalAlpha = 1;
}

function step(context, { said, next, picked }, seconds, round) {
  const goesIn = between(seconds, 0.6, 1.4);
  const grows = between(seconds, 1.6, 2.8);
  const picks = between(seconds, 3.2, 3.7);
  const flies = between(seconds, 4.1, 5.2);

  words(context, 'Text so far', 60, 70, { size: 22, weight: 700 });
  box(context, 60, 86, 840, 76);
  words(context, said, 84, 135, { size: 30 });

  arrow(context, 200, 166, 200, 236, goesIn);
  box(context, 60, 250, 280, 110, { stroke: accent, fill: soft, thick: goesIn > 0.9 && grows < 1 ? 5 : 2 });
  words(context, 'Model', 200, 315, { size: 30, weight: 700, align: 'center' });

  arrow(context, 350, 305, 410, 305, between(seconds, 1.4, 1.8));
  words(context, 'What could come next', 430, 236, { size: 22, weight: 700 });
  next.forEach(([word, share], place) => {
    const y = 256 + place * 62;
    const isPicked = place === picked && picks > 0;
    box(context, 430, y, 470, 50, { stroke: isPicked ? accent : line, thick: isPicked ? 2 + 3 * picks : 2 });
    context.fillStyle = isPicked ? accent : '#a9bef6';
    context.globalAlpha = 0.25 + 0.2 * (isPicked ? picks : 0);
    context.fillRect(434, y + 4, 462 * share * grows, 42);
    context.globalAlpha = 1;
    words(context, word, 450, y + 34, { size: 26, weight: isPicked ? 700 : 400 });
    if (grows > 0.3) words(context, (share * grows).toFixed(2), 884, y + 34, { size: 26, align: 'right' });
  });
  if (picks > 0 && picked !== 0) {
    words(context, 'Not always the likeliest: chance has a part in it.', 430, 468, {
      size: 18,
      colour: muted,
    });
  }
  words(context, `Step ${round + 1}`, 60, 500, { size: 20, colour: muted });

  if (flies > 0) {
    const word = next[picked][0];
    context.font = '400 30px "DejaVu Sans", "Liberation Sans", Arial, sans-serif';
    const toX = 84 + context.measureText(`${said}${word === '.' ? '' : ' '}`).width;
    const fromY = 256 + picked * 62 + 34;
    const x = 450 + (toX - 450) * flies;
    const y = fromY + (135 - fromY) * flies - 60 * Math.sin(Math.PI * flies);
    words(context, word, x, y, { size: 30, colour: accent, weight: 700 });
  }
}

function end(context, seconds) {
  words(context, 'Text so far', 60, 70, { size: 22, weight: 700 });
  box(context, 60, 86, 840, 76);
  words(context, last, 84, 135, { size: 30 });
  context.globalAlpha = between(seconds, 0.3, 1);
  words(context, 'A page is this step, many hundreds of times.', 480, 300, {
    size: 32,
    weight: 700,
    align: 'center',
  });
  words(context, 'Nowhere in it is looked up whether it is true.', 480, 352, {
    colour: muted,
    align: 'center',
  });
  context.globalAlpha = 1;
}

/** Encodes the whole film in the page that this runs in. */
export async function make({
  width,
  height,
  framesPerSecond,
  keyEverySeconds,
  posterAtSeconds,
  bitsPerSecond,
}) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  const frames = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({
        atMs: Math.round(chunk.timestamp / 1000),
        isKey: chunk.type === 'key',
        bytes: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
      });
    },
    error(problem) {
      throw problem;
    },
  });
  encoder.configure({
    codec: 'vp09.00.30.08',
    width,
    height,
    framerate: framesPerSecond,
    bitrate: bitsPerSecond,
    latencyMode: 'quality',
  });
  const count = lengthSeconds * framesPerSecond;
  for (let place = 0; place < count; place += 1) {
    draw(context, place / framesPerSecond);
    const picture = new VideoFrame(canvas, {
      timestamp: Math.round((place * 1_000_000) / framesPerSecond),
      duration: Math.round(1_000_000 / framesPerSecond),
    });
    encoder.encode(picture, { keyFrame: place % (keyEverySeconds * framesPerSecond) === 0 });
    picture.close();
    while (encoder.encodeQueueSize > 20) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await encoder.flush();
  draw(context, posterAtSeconds);
  const poster = new Uint8Array(
    await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer(),
  );
  return {
    lengthMs: lengthSeconds * 1000,
    frames,
    poster: btoa(Array.from(poster, (byte) => String.fromCharCode(byte)).join('')),
  };
}
