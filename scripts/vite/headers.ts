/**
 * The response headers that every host of the app should send. COOP and COEP make the page
 * cross-origin isolated, which WASM threads need; the policy allows nothing but our own files.
 */
export function contentSecurityPolicy(mode: 'dev' | 'build'): string {
  // Vite's dev server injects styles as <style> elements; the build has files only.
  const style = mode === 'dev' ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src ${style}`,
    "worker-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ');
}

export function securityHeaders(mode: 'dev' | 'build'): Record<string, string> {
  return {
    'Content-Security-Policy': `${contentSecurityPolicy(mode)}; frame-ancestors 'none'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer'
  };
}
