// A click on the map fills in the point, and what is typed there shows on the map. Without this the field is typed in.

/** Latitude and longitude of a point of the sheet, in degrees with five places: "51.05432, 3.72374". */
export function pointAt(x, y, sheet) {
  const longitude = (x / sheet.scale + sheet.west) * 360 - 180;
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * (y / sheet.scale + sheet.north)))) * 180) / Math.PI;
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** Where a point as pointAt writes it lies on the sheet; null for anything else. */
export function spotOf(text, sheet) {
  const found = /^\s*(\d{1,2}\.\d+)\s*,\s*(\d{1,2}\.\d+)\s*$/.exec(text);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  const y = (1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2;
  return { x: ((longitude + 180) / 360 - sheet.west) * sheet.scale, y: (y - sheet.north) * sheet.scale };
}

/** Hooks a map with data-wijk-pick (the id of the field) onto that field. */
export function watchMap(root) {
  for (const map of root.querySelectorAll("[data-wijk-pick]")) {
    const field = root.querySelector(`#${map.dataset.wijkPick}`);
    const [pin] = root.querySelectorAll("[data-wijk-pin]");
    const sheet = {
      west: Number(map.dataset.wijkWest),
      north: Number(map.dataset.wijkNorth),
      scale: Number(map.dataset.wijkScale),
    };
    const show = () => {
      const spot = spotOf(field.value, sheet);
      pin.setAttribute("cx", spot ? spot.x.toFixed(2) : -9999);
      pin.setAttribute("cy", spot ? spot.y.toFixed(2) : -9999);
    };
    map.addEventListener("click", (event) => {
      const seen = map.getScreenCTM();
      field.value = pointAt((event.clientX - seen.e) / seen.a, (event.clientY - seen.f) / seen.d, sheet);
      show();
    });
    field.addEventListener("input", show);
    show();
  }
}

if (typeof document !== "undefined") watchMap(document);
