export default {
  title: "Docs",
  vue: {
    template: {
      compilerOptions: {
        // It is no component of Vue's.
        isCustomElement: (tag) => tag === "authmorph-converter",
      },
    },
  },
  vite: {
    // What Vite's development server bundles beforehand loses the files that it names.
    optimizeDeps: { exclude: ["authmorph"] },
  },
};
