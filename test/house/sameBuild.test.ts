import { resolveConfig } from 'vite';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

// In development's build no worker may start: its policy knows the sources' names (workers/trustedScripts.ts).
it.each(['development', 'test', 'production'])(
  'the build is the same where NODE_ENV is %s',
  async (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    const { isProduction } = await resolveConfig({ logLevel: 'silent' }, 'build');
    expect(isProduction).toBe(true);
  }
);
