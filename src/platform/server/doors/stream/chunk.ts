/** Text as one HTTP chunk: framed once, shared by every reader on HTTP/1.1; `plain` for HTTP/1.0 proxies. */
export class Chunk {
  readonly framed: Buffer;
  readonly plain: Buffer;

  constructor(text: string) {
    const length = Buffer.byteLength(text);
    const head = `${length.toString(16)}\r\n`;
    this.framed = Buffer.from(`${head}${text}\r\n`);
    this.plain = this.framed.subarray(head.length, head.length + length);
  }
}
