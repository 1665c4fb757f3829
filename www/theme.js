// The theme that was chosen, before anything is painted. For the pages of the findings, which have no other script.
try {
  const theme = localStorage.getItem("authmorph.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A storage that is switched off: the system's theme it is.
}
