import { addErrors, addMessages } from '../i18n.ts';
import errors from './en/errors.stick.json';
import stick from './en/stick.json';

addMessages({ stick });
addErrors(errors);
