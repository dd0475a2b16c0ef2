/** Why a drawing is not drawn. */
export type SvgFault =
  /** It is not well-formed, or no SVG: a browser would show nothing of it. */
  | 'malformed'
  /** It breaks off before its end. */
  | 'truncated'
  /** Drawing it, or only reading it, would take too long. */
  | 'intricate';

/** What everything in this folder throws, and all that it throws. */
export class SvgRefusal extends Error {
  readonly fault: SvgFault;

  constructor(fault: SvgFault) {
    super(`svg ${fault}`);
    this.fault = fault;
  }
}
