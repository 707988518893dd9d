# shellcheck shell=bash
# What bin/pipeline and bin/test share: finding and installing what a build needs, and building.
#
# Needs `root`, the folder of the package, and the script's arguments: --yes as the first of them, or CI=true, keeps
# questions away. Everything is said on stderr, so that the program's stdout stays its own. Sets `swift`, and exports
# PIPELINE_TORCH for the package's manifest and for the program: the wheel's folder, "debian" for the system's libtorch, or
# empty where there is none.

: "${root:?}"
# Whether nothing is to be asked, and whether that was said on this very command line.
assume_yes=no insisted=no
[[ ${CI:-} == true ]] && assume_yes=yes
[[ ${1:-} == --yes ]] && assume_yes=yes insisted=yes

readonly torch_version="2.13.0+cpu"
readonly torch_wheel="${XDG_CACHE_HOME:-$HOME/.cache}/pipeline/torch-$torch_version/torch"
readonly torch_system="/usr/include/torch/csrc/api/include/torch/torch.h"
# Whether the caller's environment has decided about libtorch, if for none.
readonly torch_is_given=${PIPELINE_TORCH+yes}
# MLflow, ONNX and ONNX Runtime in a Python of their own, which tests compare with; the tests know the folder's name.
readonly reference_python="${XDG_CACHE_HOME:-$HOME/.cache}/pipeline/mlflow-3.17.2"
readonly reference_packages=(mlflow==3.17.2 onnx==1.23.2 onnxruntime==1.31.1)
# libtorch was not wanted, or cannot be had here: not tried again until this is deleted, or --yes is given.
readonly torch_declined="$root/.build/libtorch-declined"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $*"
    exit 2
}

has_terminal() { [[ -t 0 && -t 2 ]]; }

# Asks a question that is answered with yes or no: QUESTION
ask() {
    local answer=""
    [[ $assume_yes == yes ]] && return 0
    printf '%s [y/N] ' "$1" >&2
    read -r answer
    [[ $answer == [yY]* ]]
}

# MARK: what there is

# The scripts read `swift`.
# shellcheck disable=SC2034
find_swift() {
    swift=$(command -v swift) ||
        fail "There is no Swift toolchain: install Swift 6.2 or later from swift.org and put its usr/bin on the PATH."
}

# Whether a C header is installed: PATH
has_header() {
    local folder
    for folder in /usr/include /usr/local/include /usr/include/*-linux-gnu*; do
        [[ -e $folder/$1 ]] && return 0
    done
    return 1
}

find_missing_packages() {
    missing=()
    local jpeg="libjpeg-dev"
    [[ -r /etc/os-release ]] && grep -qx 'ID=debian' /etc/os-release && jpeg="libjpeg62-turbo-dev"
    has_header sqlite3.h || missing+=(libsqlite3-dev)
    has_header openssl/evp.h || missing+=(libssl-dev)
    has_header jpeglib.h || missing+=("$jpeg")
    has_header png.h || missing+=(libpng-dev)
    has_header zlib.h || missing+=(zlib1g-dev)
}

find_torch() {
    if [[ -z $torch_is_given ]]; then
        PIPELINE_TORCH=""
        if [[ -e $torch_wheel/lib/libtorch_cpu.so && -d $torch_wheel/include ]]; then
            PIPELINE_TORCH=$torch_wheel
        elif [[ -e $torch_system ]]; then
            PIPELINE_TORCH=debian
        fi
    fi
    export PIPELINE_TORCH
}

# Names the libtorch that is used.
torch_identity() {
    case "$PIPELINE_TORCH" in
        debian) dpkg-query -W -f 'libtorch ${Version}\n' libtorch-dev ;;
        "$torch_wheel") printf 'libtorch %s\n' "$torch_version" ;;
        *) sha256sum "$PIPELINE_TORCH/lib/libtorch_cpu.so" ;;
    esac
}

# MARK: installing

# Sets `as_root` to what runs a command as root; fails where nothing does.
find_root() {
    as_root=()
    ((EUID == 0)) && return 0
    command -v sudo >/dev/null || return 1
    as_root=(sudo)
    # Asks for the password here, where no progress is drawn over the question.
    sudo -v
}

apt_command() { printf '%sapt-get install %s' "$( ((EUID == 0)) || printf 'sudo ')" "$*"; }

# Installs Debian packages: NAME...
install_packages() {
    command -v apt-get >/dev/null || return 1
    find_root || return 1
    logged "Reading the package lists" "${as_root[@]}" apt-get update -q &&
        logged "Installing $*" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends "$@"
}

install_missing_packages() {
    find_missing_packages
    ((${#missing[@]} > 0)) || return 0
    say "The build needs ${missing[*]}, which this machine does not have."
    if [[ $assume_yes != yes ]] && ! has_terminal; then
        fail "There is no terminal to ask on. Run '$(apt_command "${missing[@]}")' first, or '$0 --yes' to have it done."
    fi
    ask "Install with '$(apt_command "${missing[@]}")'?" ||
        fail "Nothing was installed. Run '$(apt_command "${missing[@]}")' first."
    install_packages "${missing[@]}" ||
        fail "The packages could not be installed. Install them by hand: ${missing[*]}"
    find_missing_packages
    ((${#missing[@]} == 0)) || fail "${missing[*]} is still missing after the installation."
}

# Programs that only tests start; where one is missing, its tests are skipped.
find_missing_test_packages() {
    missing=()
    [[ -x /usr/sbin/cron && -x /usr/bin/crontab ]] || missing+=(cron)
    command -v bwrap >/dev/null || missing+=(bubblewrap)
    command -v curl >/dev/null || missing+=(curl)
    command -v zstd >/dev/null || missing+=(zstd)
    command -v unzip >/dev/null || missing+=(unzip)
}

install_missing_test_packages() {
    find_missing_test_packages
    ((${#missing[@]} > 0)) || return 0
    [[ $assume_yes == yes ]] && install_packages "${missing[@]}" && return 0
    say "Tests that need ${missing[*]} are skipped; '$0 --yes' installs it."
}

install_missing_torch() {
    [[ -z $PIPELINE_TORCH && -z $torch_is_given ]] || return 0
    [[ ! -e $torch_declined || $insisted == yes ]] || return 0
    if [[ $assume_yes != yes ]]; then
        if ! has_terminal; then
            say "libtorch is missing, so steps that train cannot run; '$0 --yes' installs it."
            return 0
        fi
        say "Steps that train need libtorch (a download of 120 to 200 MB); everything else works without it."
    fi
    if ! ask "Install libtorch?"; then
        decline_torch
        say "Going on without libtorch; '$0 --yes' installs it later."
        return 0
    fi
    rm -f "$torch_declined"
    # The wheel's libtorch is newer and faster than Debian's.
    if ! install_torch_wheel; then
        say "pip does not find torch==$torch_version; trying Debian's libtorch-dev."
        if ! install_packages libtorch-dev; then
            decline_torch
            say "libtorch could not be installed: going on without it; '$0 --yes' tries again."
        fi
    fi
    find_torch
}

decline_torch() { mkdir -p "$root/.build" && : >"$torch_declined"; }

install_torch_wheel() {
    command -v python3 >/dev/null && python3 -m pip --version >/dev/null 2>&1 || return 1
    local folder=${torch_wheel%/torch}
    mkdir -p "${folder%/*}"
    temporary=$(mktemp -d "${folder%/*}/.torch-XXXXXX") || return 1
    trap 'rm -rf "$temporary"' EXIT
    if logged "Downloading libtorch" python3 -m pip download --no-deps --quiet --dest "$temporary" "torch==$torch_version" &&
        logged "Unpacking libtorch" unpack_torch "$temporary"/torch-*.whl "$temporary/unpacked"; then
        # A start beside this one may have been faster; its folder is as good. What else is there is incomplete.
        if [[ ! -e $torch_wheel/lib/libtorch_cpu.so ]]; then
            rm -rf "$folder"
            mv -T "$temporary/unpacked" "$folder" 2>/dev/null
        fi
    fi
    rm -rf "$temporary"
    trap - EXIT
    [[ -e $torch_wheel/lib/libtorch_cpu.so ]]
}

# Unpacks headers, libraries and licences, and leaves the Python out: WHEEL FOLDER
unpack_torch() {
    python3 - "$1" "$2" <<'PYTHON'
import sys, zipfile

with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        library = name.startswith(("torch/lib/", "torch.libs/")) and ".so" in name and "python" not in name
        if library or name.startswith("torch/include/") or ".dist-info/" in name:
            wheel.extract(name, sys.argv[2])
PYTHON
}

# Installs what some tests compare with, where CI=true asks for everything or an installation was begun: without it they
# are skipped.
install_reference_python() {
    [[ ${CI:-} == true || -d $reference_python ]] && [[ ! -e $reference_python/installed ]] || return 0
    # Programs in it name the folder, so that it is made in its place, and marked when it is complete.
    if logged "Installing MLflow and ONNX Runtime for the tests" make_reference_python; then
        : >"$reference_python/installed"
    else
        say "Tests that compare with MLflow and ONNX Runtime are skipped."
    fi
}

make_reference_python() {
    command -v python3 && python3 -m venv --clear "$reference_python" &&
        "$reference_python/bin/pip" install --quiet --disable-pip-version-check "${reference_packages[@]}"
}

# MARK: running and building

# Runs a command with its output in a log: a line of progress on a terminal, the whole log where it fails: TITLE COMMAND...
logged() {
    local title=$1 log status line start=$SECONDS
    shift
    log=$(mktemp) || return 1
    if [[ -t 2 && ${TERM:-dumb} != dumb ]]; then
        local width=${COLUMNS:-$(tput cols 2>/dev/null || echo 80)}
        "$@" </dev/null 2>&1 | tee "$log" | while IFS= read -r line; do
            line="$title: $line"
            printf '\r\033[K%s' "${line:0:width-1}" >&2
        done
        status=${PIPESTATUS[0]}
        printf '\r\033[K' >&2
    else
        say "$title …"
        "$@" </dev/null >"$log" 2>&1
        status=$?
    fi
    if ((status != 0)); then
        cat "$log" >&2
        say "$title: failed"
    else
        say "$title: done in $((SECONDS - start)) s"
    fi
    rm -f "$log"
    return "$status"
}

prepare() {
    find_swift
    install_missing_packages
    find_torch
    install_missing_torch
}
