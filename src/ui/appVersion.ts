import { version } from '../../package.json';

/** Version of this app, as files that leave it name it. */
export const APP_VERSION: string = version;
