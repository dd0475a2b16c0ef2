import { addErrors, addMessages } from '../i18n.ts';
import messages from './en/class.json';
import errors from './en/errors.class.json';

addMessages({ class: messages });
addErrors(errors);
