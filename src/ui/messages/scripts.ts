import { addErrors } from '../i18n.ts';
import scripts from './en/errors.scripts.json';
import './study.ts';

// What may go wrong on the command line, of a study, a server or a table too.
addErrors(scripts);
