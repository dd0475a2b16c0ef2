/** What a picture may show, as the paper groups its pictures. */
export const PICTURE_CATEGORIES = [
  'food',
  'dress',
  'buildings',
  'brands',
  'tradition',
  'landmarks',
  'sport and music',
  'public figures and pop culture',
  'people'
] as const;
