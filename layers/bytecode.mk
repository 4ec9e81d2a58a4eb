# Byte-code for the interpreter that will run it, so that a cold start compiles nothing: the same bytes wherever they are
# built, as paths are those of the layer and nothing tells a time. Built for another minor version there is none.
LAYER_MINOR := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
COMPILE = test "$(or $(LAYER_PYTHON),$(LAYER_MINOR))" != "$(LAYER_MINOR)" || $(PYTHON) -m compileall -q -q \
	--invalidation-mode unchecked-hash -s "$(ARTIFACTS_DIR)" -p /opt "$(ARTIFACTS_DIR)/python"
