"""The command as a file, which is what `spark-submit` runs."""

from ready_reckoner.command import main

if __name__ == "__main__":
    main()
