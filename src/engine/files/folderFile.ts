/** A file of a folder that a person chose; the path as the browser tells it, the folder's own name first. */
export interface FolderFile {
  path: string;
  file: File;
}
