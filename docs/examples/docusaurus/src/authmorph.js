import "authmorph/element";
