/** Where bytes are kept: folders of named pieces. Faults are the browser's own. */
export interface FileStore {
  folders(): Promise<string[]>;
  /** Sizes in bytes by name; empty for a folder that is not there. */
  sizes(folder: string): Promise<Map<string, number>>;
  get(folder: string, name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** All or nothing is not promised: a piece can be torn when the page goes away. */
  put(folder: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(folder: string, name: string): Promise<void>;
  removeFolder(folder: string): Promise<void>;
}
