/** A fault that ends a command with one clear sentence instead of a stack. */
export class Failure extends Error {
  /** @override */
  name = 'Failure';
}

/**
 * Runs a command's main function: a Failure is printed as its sentence alone, anything else with
 * its stack (it is our bug); both end with exit code 1.
 * @param {() => Promise<void>} main
 */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof Failure) console.error(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
