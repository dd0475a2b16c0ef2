import { addErrors } from '../i18n.ts';
import reading from './en/errors.import.json';

// What may go wrong with tables: said where they are read.
addErrors(reading);
