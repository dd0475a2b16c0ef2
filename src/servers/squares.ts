/** Two pictures that nobody takes for the same: a red square and a blue one, 56 pixels wide, as PNG. */
export const RED_SQUARE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADgAAAA4CAIAAAAn5KxJAAAAQ0lEQVR42u3OQQkAAAgEsAtx/ZMZxocphMECLNO+EFFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFR0bPt2XG13rjsCQAAAABJRU5ErkJggg==';
export const BLUE_SQUARE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADgAAAA4CAIAAAAn5KxJAAAARUlEQVR42u3OQQkAAAgEsAthCPvnMYwPUwiDBViq54WIioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKioqeBX4qZsRPJivJAAAAAElFTkSuQmCC';
