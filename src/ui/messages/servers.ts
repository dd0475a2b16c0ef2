import { addErrors } from '../i18n.ts';
import here from './en/errors.served.json';
import servers from './en/errors.servers.json';

// What may go wrong with servers: said where they are asked.
addErrors({ ...servers, ...here });
