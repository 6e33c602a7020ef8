import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Hands bytes to the kernel without the stream's own machinery, which costs more than the system call
 * does. Only for a plain TCP socket with nothing queued; whatever the kernel does not take at once goes the
 * ordinary way, in order.
 *
 * Node offers the descriptor of a socket under no public name. Where it is not found, all goes the ordinary way.
 */
export function writeNow(socket: Socket, bytes: Buffer): void {
  const descriptor = descriptorOf(socket);
  if (descriptor === undefined || socket.writableLength > 0) {
    socket.write(bytes);
    return;
  }
  let written = 0;
  try {
    written = writeSync(descriptor, bytes);
  } catch {
    // EAGAIN: the peer reads slowly, and the stream waits for it. Any other fault the stream meets again and tells.
  }
  if (written < bytes.length) socket.write(written === 0 ? bytes : bytes.subarray(written));
}

function descriptorOf(socket: Socket): number | undefined {
  // A TLS socket is one too, and its descriptor would take the bytes unencrypted.
  if (Object.getPrototypeOf(socket) !== Socket.prototype || socket.destroyed || socket.connecting)
    return undefined;
  const handle = (socket as unknown as { _handle: { fd?: unknown } | null })._handle;
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : undefined;
}
