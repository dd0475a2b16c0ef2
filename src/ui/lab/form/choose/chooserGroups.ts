import { holdsAll } from '../../../explore/search.ts';

/** One thing to choose. */
export interface ChooserOption {
  value: string;
  label: string;
  /** What else there is to say of it, behind the label. */
  note?: string;
  /** Address of a picture that stands for the label where options are drawn as thumbnails. */
  image?: string | Blob;
}

export interface ChooserGroup {
  title: string;
  options: readonly ChooserOption[];
}

/** Groups with the options that hold every word looked for; a group without any is left out. */
export function foundGroups(groups: readonly ChooserGroup[], wanted: string): ChooserGroup[] {
  return groups.flatMap(({ title, options }) => {
    const found = options.filter(({ label, note = '' }) => holdsAll(`${label} ${note}`, wanted));
    return found.length > 0 ? [{ title, options: found }] : [];
  });
}
