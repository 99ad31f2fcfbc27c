# Sourced by the scripts beside it, which define usage.

# read_options "--flag --name=" ARGUMENT…: answers --help, and stops at what is not in the list, before
# anything is installed or built; an option that is listed with = takes a value.
read_options() {
  known=$1
  shift
  for argument; do
    case $argument in
    -h | --help)
      usage
      exit 0
      ;;
    esac
  done
  is_value=
  for argument; do
    if [ -n "$is_value" ]; then
      is_value=
      continue
    fi
    option=${argument%%=*}
    case " $known " in
    *" $option "*) [ "$option" = "$argument" ] || refuse_option "$argument" ;;
    *" $option= "*) [ "$option" != "$argument" ] || is_value=yes ;;
    *) refuse_option "$argument" ;;
    esac
  done
}

refuse_option() {
  echo "Unknown option: $1; see deploy/local/${0##*/} --help" >&2
  exit 2
}
