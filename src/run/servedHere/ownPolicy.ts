import { AppError } from '../../core/errors.ts';

/** As scripts/vite/headers.mjs spells it. */
const LOOPBACK: readonly string[] = ['http://127.0.0.1:*', 'http://localhost:*'];

/** Does a policy allow requests to this computer's own servers, and no other? */
export function asksLoopbackOnly(policy: string | null): boolean {
  // Several policies of one file stand behind each other, with commas between.
  return (policy ?? '').split(',').some((each) => {
    const rule = each.split(';').find((directive) => /^\s*connect-src\s/.test(directive));
    const [, ...sources] = rule?.trim().split(/\s+/) ?? [];
    return sources.length > 0 && sources.every((source) => LOOPBACK.includes(source));
  });
}

/**
 * Looks at a worker's policy before it is started: where the host sends none, and no service worker
 * does, it would have none at all.
 * @throws AppError `server-no-policy`, `network`
 */
export async function demandOwnPolicy(script: string): Promise<void> {
  const file = script.split('/').at(-1) ?? '';
  const response = await fetch(script).catch(() => {
    throw new AppError('network', { file });
  });
  await response.body?.cancel();
  if (!asksLoopbackOnly(response.headers.get('Content-Security-Policy'))) {
    throw new AppError('server-no-policy');
  }
}
