import { addMessages } from '../i18n.ts';
import './modelFaults.ts';
import models from './en/models.page.json';

// What the Lab says of models, too, is in the shell.
addMessages({ models });
