import { relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/** Folders of packages of which something is in the build, as `node_modules/d3-geo`. */
export class ShippedPackages {
  readonly folders = new Set<string>();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Listens at a bundle: the page's, and each worker's, for Vite bundles those apart. */
  plugin(): Plugin {
    return {
      name: 'valueshift:shipped-packages',
      apply: 'build',
      generateBundle: (_, bundle) => {
        for (const output of Object.values(bundle)) {
          if (output.type !== 'chunk') continue;
          for (const [id, { renderedLength }] of Object.entries(output.modules))
            if (renderedLength > 0) this.#add(id);
        }
      }
    };
  }

  #add(id: string): void {
    const path = relative(this.#root, id.split('?')[0] as string).replaceAll(sep, '/');
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder?.startsWith('node_modules/')) this.folders.add(folder);
  }
}
