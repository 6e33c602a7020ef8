/**
 * A program that a suite needs (a browser, a database server) is not on this machine. It is no defect of
 * the house: `npm test` brings what is missing where it may, and says what did not run where it may not.
 */
export class ServiceMissing extends Error {
  override readonly name = 'ServiceMissing';
  readonly service: string;

  /** @param remedy what the reader can do about it, as a full sentence */
  constructor(service: string, remedy: string) {
    super(`${service} is not on this machine. ${remedy}`);
    this.service = service;
  }
}
