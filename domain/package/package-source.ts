/** Where agent packages come from and go to, and how large they may be. */
export interface PackageSettings {
  /** Address of the package service; without it nothing can be installed. */
  readonly url?: string;
  /** Packages are unpacked below this directory. */
  readonly directory: string;
  /** Of the download; default 50 MiB. */
  readonly maxArchiveBytes?: number;
  /** Of all files together; default 200 MiB. */
  readonly maxUnpackedBytes?: number;
  /** Default 10000. */
  readonly maxFiles?: number;
  /** Milliseconds for the whole download; default 60000. */
  readonly timeoutMs?: number;
}
