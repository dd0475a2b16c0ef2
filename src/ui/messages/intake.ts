import { addErrors } from '../i18n.ts';
import intake from './en/errors.intake.json';

// What may be wrong with a picture's file, and what was done to it: said where files are read.
addErrors(intake);
