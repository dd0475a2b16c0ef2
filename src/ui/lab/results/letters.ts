/** The letter that stands for a run's picture, from its place among them: "A", "B", ... */
export function pictureLetter(place: number): string {
  return String.fromCharCode(65 + place);
}
