// Says at once when a chosen file is too large, before it is sent.

/** Marks every file field with data-wijk-most whose file is larger than so many bytes. */
export function watchFiles(root) {
  for (const field of root.querySelectorAll("[data-wijk-most]")) {
    field.addEventListener("change", () => {
      const [file] = field.files;
      const large = file && file.size > Number(field.dataset.wijkMost);
      field.setCustomValidity(large ? field.dataset.wijkTooLarge : "");
      if (large) field.reportValidity();
    });
  }
}

if (typeof document !== "undefined") watchFiles(document);
