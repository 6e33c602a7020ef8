import { basePath } from './basePath.ts';
import type { Fetch } from './client.ts';

/**
 * `fetch` for a body that is worth watching: what of it has been sent is told on the way, as a share from 0 to 1.
 * Only older means of browsers tell that.
 */
export function fetchWithProgress(onSent: (share: number) => void): Fetch {
  return (url, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const callOff = (): void => request.abort();
      const done = (): void => signal?.removeEventListener('abort', callOff);
      request.open(method, basePath + url);
      new Headers(headers).forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
      request.onload = () => {
        done();
        resolve(new Response(request.responseText, { status: request.status, headers: headersOf(request) }));
      };
      request.onerror = request.onabort = () => {
        done();
        reject(new TypeError('the request did not get through'));
      };
      signal?.addEventListener('abort', callOff);
      request.send(body as XMLHttpRequestBodyInit | null);
    });
}

function headersOf(request: XMLHttpRequest): [string, string][] {
  return request
    .getAllResponseHeaders()
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
}
